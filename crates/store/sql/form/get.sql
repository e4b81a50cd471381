select used_at, answer from form_used where seal_hash = $1
