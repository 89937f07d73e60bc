// Pulumi runs every policy pack under ts-node, whatever PulumiPolicy.yaml says, and that checks the types of every file
// at every preview. So its loader goes, and sucrase takes types away as it does for the program (docs/adr/0006).
delete require.extensions[".ts"];
require("sucrase/register/ts");
require("./index.ts");
