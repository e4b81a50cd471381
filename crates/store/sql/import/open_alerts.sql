-- Alerts that go when the records of an import go.
select m.id from match_alert m join record r on r.id = m.left_id where r.import_id = $1
union
select m.id from match_alert m join record r on r.id = m.right_id where r.import_id = $1
