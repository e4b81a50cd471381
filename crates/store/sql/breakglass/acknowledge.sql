update break_glass set owner_saw_at = $2, owner_saw_by = $3 where id = $1 and owner_saw_at is null
