update case_file set publication_ban = $2 where id = $1
