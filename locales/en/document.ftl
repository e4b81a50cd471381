# Documents of a case.
document-add-title = Add a document
document-words = What it is
document-file = The file
document-file-hint = Up to { $size }. It is encrypted as it arrives; only those who may read the compartment can open it.
document-file-missing = Choose a file
document-name-wrong = Give the file a shorter name with letters or digits
document-empty = The file is empty. Choose another
document-save = Add the document
document-download = Download the document ({ $size })
note-document-added = The document is added.
size-bytes = { $n } bytes
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
