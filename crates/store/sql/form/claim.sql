insert into form_used (seal_hash, used_at) values ($1, $2) on conflict (seal_hash) do nothing
