update case_file set charged_on = $2 where id = $1
