# Entries of a case.
note-in-future = Give a time that has passed
