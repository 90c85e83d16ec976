"""Many pictures, one after the other: which files, under what names, kept on disk so that nothing is lost or done twice."""
