-- what is left of it
SELECT order_id, twice
FROM second
WHERE twice > ${THRESHOLD}
