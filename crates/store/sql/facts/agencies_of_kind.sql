select id, kind from agency where kind = $1 order by id
