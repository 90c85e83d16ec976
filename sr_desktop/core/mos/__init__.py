"""Opinion tests (MOS): people give 1 (bad) to 5 (excellent) per picture, as in Ledig et al., CVPR 2017, on MOS testing."""
