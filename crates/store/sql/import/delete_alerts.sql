delete from match_alert
where left_id in (select id from record where import_id = $1) or right_id in (select id from record where import_id = $1)
