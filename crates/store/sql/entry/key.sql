select owner_id, wrapped_key from compartment where id = $1
