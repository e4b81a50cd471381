update consent set withdrawn_at = $2, withdrawn_by = $3
where id = $1 and granted and withdrawn_at is null and until_at > $2
