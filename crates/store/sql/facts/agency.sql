select id, kind from agency where id = $1
