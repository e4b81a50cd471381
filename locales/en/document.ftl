# Documents.
document-download = Download the document ({ $size })
size-bytes = { $n } bytes
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
