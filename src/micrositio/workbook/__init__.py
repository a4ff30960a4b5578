"""The workbook in which a cut is reported: made from a plan, and read back as changes of the plan's files."""
