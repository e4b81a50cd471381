delete from service_language where service_id = $1
