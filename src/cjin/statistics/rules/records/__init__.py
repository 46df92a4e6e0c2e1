"""Unit records: from the files of a source to one columnar file that tables are counted from."""
