select id from document where id > $1 order by id limit $2
