"""Entry of the container: ``python3 -I -B /opt/harness``."""

from grader_harness.main import main

main()
