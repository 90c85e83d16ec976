"""What connects the widgets with the jobs; request numbers live here."""
