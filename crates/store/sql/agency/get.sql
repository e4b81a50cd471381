select id, kind, name_en, name_fr, duty_phone, invented from agency where id = $1
