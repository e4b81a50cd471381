delete from service_area where service_id = $1
