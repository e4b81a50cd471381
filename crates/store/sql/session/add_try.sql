insert into sign_in_try (id, name_hash, at) values ($1, $2, $3)
