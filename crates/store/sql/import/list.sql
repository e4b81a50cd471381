select id, agency_id, holdings, file_name, file_hash, mapping, rows_read, rows_kept, imported_by, imported_at, undone_at
from import where agency_id = $1 order by imported_at desc, id desc limit $2
