SELECT * FROM third
