select e.id, e.compartment_id, e.author_id, e.youth_sealed, e.immigration
from entry e
where e.id = $1
