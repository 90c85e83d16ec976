"""The Benchmark page. Importing its charts loads pyqtgraph: do so where the page is built, not where the window starts."""
