# Emergency access.
glass-close-do = Close it now
glass-read-more = What is kept about it
glass-reason-missing = Choose why you need emergency access
glass-open-already = You have this open already; read on, or close it
