insert into import (id, agency_id, holdings, file_name, file_hash, mapping, rows_read, rows_kept, imported_by, imported_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
