select id, agency_id, holdings, file_name, file_hash, mapping, rows_read, rows_kept, imported_by, imported_at, undone_at
from import where id = $1 and agency_id = $2
