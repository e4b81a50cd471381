# Emergency access.
glass-close-do = Close it now
glass-read-more = What is kept about it
