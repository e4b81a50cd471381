update break_glass set reviewed_at = $2, reviewed_by = $3, justified = $4, finding = $5
where id = $1 and reviewed_at is null
