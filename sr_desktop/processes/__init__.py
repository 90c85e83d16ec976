"""The programs behind the window, each a process of its own: jobs/ starts them and speaks with them."""
