-- What stands in the logs stays: not even an administrator changes it by an ordinary statement. Each row gets its hash as
-- it is written, and the two logs the number of the request, whatever the writer says.

DELIMITER //

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.change_log_bi BEFORE INSERT ON {{audit}}.change_log FOR EACH ROW
BEGIN
    SET NEW.request_id = {{main}}.ctx.request_id(), NEW.row_hash = {{row_hash change_log NEW}};
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_bi BEFORE INSERT ON {{audit}}.access_log FOR EACH ROW
BEGIN
    SET NEW.request_id = {{main}}.ctx.request_id(), NEW.row_hash = {{row_hash access_log NEW}};
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_person_bi BEFORE INSERT ON {{audit}}.access_log_person FOR EACH ROW
BEGIN
    SET NEW.row_hash = {{row_hash access_log_person NEW}};
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_bi BEFORE INSERT ON {{audit}}.download FOR EACH ROW
BEGIN
    SET NEW.row_hash = {{row_hash download NEW}};
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_end_bi BEFORE INSERT ON {{audit}}.download_end FOR EACH ROW
BEGIN
    SET NEW.row_hash = {{row_hash download_end NEW}};
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_search_bi BEFORE INSERT ON {{audit}}.download_search FOR EACH ROW
BEGIN
    SET NEW.row_hash = {{row_hash download_search NEW}};
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.change_log_bu BEFORE UPDATE ON {{audit}}.change_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.change_log_bd BEFORE DELETE ON {{audit}}.change_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_bu BEFORE UPDATE ON {{audit}}.access_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_bd BEFORE DELETE ON {{audit}}.access_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_person_bu BEFORE UPDATE ON {{audit}}.access_log_person FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_person_bd BEFORE DELETE ON {{audit}}.access_log_person FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_bu BEFORE UPDATE ON {{audit}}.download FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_bd BEFORE DELETE ON {{audit}}.download FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_end_bu BEFORE UPDATE ON {{audit}}.download_end FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_end_bd BEFORE DELETE ON {{audit}}.download_end FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_search_bu BEFORE UPDATE ON {{audit}}.download_search FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_search_bd BEFORE DELETE ON {{audit}}.download_search FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.seal_bu BEFORE UPDATE ON {{audit}}.seal FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.seal_bd BEFORE DELETE ON {{audit}}.seal FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.seal_leaves_bu BEFORE UPDATE ON {{audit}}.seal_leaves FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.seal_leaves_bd BEFORE DELETE ON {{audit}}.seal_leaves FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

DELIMITER ;
