-- Mail that tells that somebody's code app was taken away or changed (requirement A4).
ALTER TABLE {{main}}.mail MODIFY COLUMN
    kind ENUM('invitasjon', 'passord', 'passord-endret', 'kodeapp-fjernet', 'kodeapp-byttet') CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
