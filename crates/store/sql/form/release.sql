delete from form_used where seal_hash = $1 and answer is null
