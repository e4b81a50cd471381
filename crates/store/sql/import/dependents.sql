-- Records of an import on which something depends, and what.
select r.source_key, 'case' as what from record r join case_subject s on s.record_id = r.id where r.import_id = $1
union
select r.source_key, 'referral' as what from record r join referral f on f.record_id = r.id where r.import_id = $1
union
select r.source_key, 'decision' as what
from record r join match_alert m on m.left_id = r.id join match_decision d on d.match_id = m.id where r.import_id = $1
union
select r.source_key, 'decision' as what
from record r join match_alert m on m.right_id = r.id join match_decision d on d.match_id = m.id where r.import_id = $1
union
select r.source_key, 'release' as what from record r join release_to x on x.resource_id = r.id where r.import_id = $1
order by 1, 2
