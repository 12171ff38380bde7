-- the large ones of ${LAKE}
select *
  from clean
