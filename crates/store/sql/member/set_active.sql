update member set active = $3 where id = $1 and agency_id = $2 and active <> $3
