-- How many entries of a case there are, by all that the policy weighs of an entry.
select compartment_id, kind, youth_sealed, immigration, count(*) as n
from entry
where case_id = $1
group by compartment_id, kind, youth_sealed, immigration
order by compartment_id, kind
