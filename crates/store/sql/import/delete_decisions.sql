delete from match_decision
where match_id in (
  select m.id from match_alert m join record r on r.id = m.left_id or r.id = m.right_id where r.import_id = $1)
