insert into service_area (service_id, area) values ($1, $2)
