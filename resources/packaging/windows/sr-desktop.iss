; Inno Setup's script for the set-up program; `python bootstrap.py bundle` runs it on Windows:
;   iscc /DAppVersion=0.1.0 resources\packaging\windows\sr-desktop.iss
; Never run so far: it was written without a Windows machine at hand. The program is not signed, so that SmartScreen asks
; at the first start.

#ifndef AppVersion
  #error AppVersion is missing: iscc /DAppVersion=...
#endif
#define Root "..\..\.."

[Setup]
AppId={{6B0C6E0C-2E5A-4E0D-9B0B-5B4C5E3C7A51}
AppName=SR Desktop
AppVersion={#AppVersion}
AppPublisher=The SR Desktop authors
DefaultDirName={autopf}\SR Desktop
DefaultGroupName=SR Desktop
DisableProgramGroupPage=yes
; Without administrator's rights it goes into the user's own folder.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile={#Root}\LICENSE
OutputDir={#Root}\dist
OutputBaseFilename=sr-desktop-{#AppVersion}-windows-setup
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
UninstallDisplayIcon={app}\sr-desktop.exe
; A window that is open holds its files.
CloseApplications=yes

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Libraries of a former version must not mix with the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\sr-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\SR Desktop"; Filename: "{app}\sr-desktop.exe"
Name: "{autodesktop}\SR Desktop"; Filename: "{app}\sr-desktop.exe"; Tasks: desktopicon

[Registry]
; "Open with" for pictures: offered, never made the default.
Root: HKA; Subkey: "Software\Classes\SRDesktop.Picture"; ValueType: string; ValueData: "Picture"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SRDesktop.Picture\DefaultIcon"; ValueType: string; ValueData: "{app}\sr-desktop.exe,0"
Root: HKA; Subkey: "Software\Classes\SRDesktop.Picture\shell\open\command"; ValueType: string; ValueData: """{app}\sr-desktop.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.png\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jpg\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.jpeg\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.webp\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.tif\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.tiff\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.bmp\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.avif\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.gif\OpenWithProgids"; ValueType: string; ValueName: "SRDesktop.Picture"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\sr-desktop.exe"; Description: "{cm:LaunchProgram,SR Desktop}"; Flags: nowait postinstall skipifsilent
