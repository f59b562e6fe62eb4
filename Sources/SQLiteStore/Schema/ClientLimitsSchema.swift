/// The status of clients, from where they may ask for tokens, and how many they and their organizations may get.
enum ClientLimitsSchema {
    static let tables = """
        ALTER TABLE clients ADD COLUMN status TEXT NOT NULL DEFAULT 'ACTIVE';
        ALTER TABLE clients ADD COLUMN allowed_addresses TEXT NOT NULL DEFAULT '[]';
        -- Tokens and seconds, as in 1000/3600 and 1000/3600:warn; NULL for the default of the environment.
        ALTER TABLE clients ADD COLUMN quota TEXT;
        ALTER TABLE organizations ADD COLUMN quota TEXT;
        CREATE INDEX organizations_with_quota ON organizations (id) WHERE quota IS NOT NULL;
        """
}
