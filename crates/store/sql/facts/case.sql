select c.id, c.owner_id, c.publication_ban, c.closed_at, c.charged_on
from case_file c
where c.id = $1
