insert into agency (id, source_key, kind, name_en, name_fr, duty_phone, invented, programme, source)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (source_key) do update
set name_en = excluded.name_en, name_fr = excluded.name_fr, duty_phone = excluded.duty_phone,
    programme = excluded.programme, source = excluded.source
returning id
