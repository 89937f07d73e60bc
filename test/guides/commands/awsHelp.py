# Prints the commands and flags below `aws WORDS…`, as the AWS CLI itself knows them, without its pager and manual pages.
import sys

from awscli.clidriver import create_clidriver


def commands(command):
    """A service, and a command of the CLI's own, keep their commands in different places."""
    if hasattr(command, "subcommand_table"):
        # `aws cloudformation deploy` has none of its own, and is given those of the service `deploy`.
        return {} if type(command).__name__ == "DeployCommand" else command.subcommand_table
    return command._get_command_table() if hasattr(command, "_get_command_table") else {}


def arguments(command):
    return command.arg_table if hasattr(command, "arg_table") else {}


driver = create_clidriver()
command, flags = driver, dict(driver._get_argument_table())
for word in sys.argv[1:]:
    command = commands(command)[word]
    flags.update(arguments(command))

print("Commands:")
for name in commands(command):
    print(f"  {name}  .")
print("Flags:")
for name, flag in flags.items():
    print(f"      --{name}" + ("" if flag.cli_type_name == "boolean" else " value") + "   .")
