select a.id, a.name_en, a.name_fr, a.duty_phone from record r join agency a on a.id = r.owner_id where r.id = $1
