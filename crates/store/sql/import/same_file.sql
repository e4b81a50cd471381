-- An import of the same file into the same holdings that was not undone.
select id, agency_id, holdings, file_name, file_hash, mapping, rows_read, rows_kept, imported_by, imported_at, undone_at
from import where agency_id = $1 and holdings = $2 and file_hash = $3 and undone_at is null
