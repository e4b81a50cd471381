insert into service_language (service_id, language) values ($1, $2)
