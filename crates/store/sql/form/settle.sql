update form_used set answer = $2 where seal_hash = $1
