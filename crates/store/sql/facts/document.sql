select id, entry_id from document where id = $1
