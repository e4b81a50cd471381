delete from form_used where used_at < $1
